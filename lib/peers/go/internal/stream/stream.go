// Package stream sends numbers through one channel.
package stream

// Sum sends the numbers below items from one goroutine to another, through a
// channel of the given capacity, and returns their sum.
func Sum(items, capacity int) int {
	numbers := make(chan int, capacity)
	go func() {
		defer close(numbers)
		for i := 0; i < items; i++ {
			numbers <- i
		}
	}()
	sum := 0
	for i := range numbers {
		sum += i
	}
	return sum
}
