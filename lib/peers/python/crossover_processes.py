"""Two fib(n) in a process each, through the standard library's pool."""

from concurrent.futures import ProcessPoolExecutor

from crossover_job import WORKERS, read_crossover_argument, time_handed_over
from interleave_program import report_job
from process_pool import end_with_parent, start_all

if __name__ == "__main__":
    given = read_crossover_argument()
    with ProcessPoolExecutor(WORKERS, initializer=end_with_parent) as pool:
        start_all(pool, WORKERS)
        timed = time_handed_over(given, pool)
    report_job(*timed)
