package program

import (
	"bufio"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Usage is what this process used, and the children that it waited for.
type Usage struct {
	Self     ResourceUse `json:"self"`
	Children ResourceUse `json:"children"`
}

// ResourceUse is the processor time and the largest resident set of a set of
// processes.
type ResourceUse struct {
	UserMs       float64 `json:"userMs"`
	SystemMs     float64 `json:"systemMs"`
	PeakRssBytes int64   `json:"peakRssBytes"`
}

// CurrentUsage reads the usage up to now.
func CurrentUsage() Usage {
	usage := Usage{resourceUse(syscall.RUSAGE_SELF), resourceUse(syscall.RUSAGE_CHILDREN)}
	if peak, ok := ownPeakRssBytes(); ok {
		usage.Self.PeakRssBytes = peak
	}
	return usage
}

// ProcessorTime is that of this process up to now, user and system together.
func ProcessorTime() time.Duration {
	use := resourceUse(syscall.RUSAGE_SELF)
	return time.Duration((use.UserMs + use.SystemMs) * float64(time.Millisecond))
}

func resourceUse(who int) ResourceUse {
	var used syscall.Rusage
	if err := syscall.Getrusage(who, &used); err != nil {
		panic(err)
	}
	peak := int64(used.Maxrss)
	// macOS counts bytes where Linux and the BSDs count kibibytes.
	if runtime.GOOS != "darwin" {
		peak *= 1024
	}
	return ResourceUse{millisecondsOf(used.Utime), millisecondsOf(used.Stime), peak}
}

func millisecondsOf(t syscall.Timeval) float64 {
	return float64(t.Sec)*1e3 + float64(t.Usec)/1e3
}

// ownPeakRssBytes is the peak since this program was loaded, where the system
// tells. Linux's ru_maxrss survives exec and so starts with the memory of the
// harness that forked the process: a small program started by a large one would
// be charged with its parent.
func ownPeakRssBytes() (int64, bool) {
	status, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, false
	}
	defer status.Close()
	for lines := bufio.NewScanner(status); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) == 3 && fields[0] == "VmHWM:" && fields[2] == "kB" {
			kibibytes, err := strconv.ParseInt(fields[1], 10, 64)
			return kibibytes * 1024, err == nil
		}
	}
	return 0, false
}
