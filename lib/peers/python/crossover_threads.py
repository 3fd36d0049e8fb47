"""Two fib(n) in a thread each, which one interpreter lock lets compute in turns."""

from concurrent.futures import ThreadPoolExecutor

from crossover_job import WORKERS, read_crossover_argument, time_handed_over
from interleave_program import report_job
from process_pool import start_all

if __name__ == "__main__":
    given = read_crossover_argument()
    with ThreadPoolExecutor(WORKERS) as pool:
        start_all(pool, WORKERS)
        timed = time_handed_over(given, pool)
    report_job(*timed)
