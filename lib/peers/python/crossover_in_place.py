"""Two fib(n) one after the other, in the interpreter that was asked."""

from crossover_job import read_crossover_argument, time_in_place
from interleave_program import report_job

if __name__ == "__main__":
    report_job(*time_in_place(read_crossover_argument()))
