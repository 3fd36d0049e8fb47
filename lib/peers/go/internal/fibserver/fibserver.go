// Package fibserver is the work that the fib servers share.
package fibserver

// Fib is the n-th Fibonacci number by the essay's doubly recursive way; 1 for 2
// and below.
func Fib(n int) int {
	if n <= 2 {
		return 1
	}
	return Fib(n-1) + Fib(n-2)
}
