"""The work of the fib servers."""


def fib(n: int) -> int:
    """Return the n-th Fibonacci number by the essay's doubly recursive way; 1 for 2 and below."""
    return 1 if n <= 2 else fib(n - 1) + fib(n - 2)
