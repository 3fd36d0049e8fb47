// Package chain is computing that every language of the peers does alike.
package chain

// Compute is a chain in which each 32-bit number comes from the one before; no
// program can skip a step of it.
func Compute(start uint32, steps int) uint32 {
	value := start
	for step := 0; step < steps; step++ {
		value = value*1_664_525 + 1_013_904_223
	}
	return value
}
