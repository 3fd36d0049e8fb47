module interleave/peers

go 1.19
