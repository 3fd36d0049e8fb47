import openAssembler from "wabt";

/** 32-bit integers without tags or overflow checks: what a compiler ahead of time makes of the same recursion. */
const fibText = `
(module
  (func $fib (export "fib") (param $n i32) (result i32)
    (if (result i32) (i32.le_s (local.get $n) (i32.const 2))
      (then (i32.const 1))
      (else (i32.add
        (call $fib (i32.sub (local.get $n) (i32.const 1)))
        (call $fib (i32.sub (local.get $n) (i32.const 2))))))))`;

/** Assembles and compiles the doubly recursive function; takes some tens of milliseconds. */
export async function assembleFib(): Promise<(n: number) => number> {
  const assembler = await openAssembler();
  const assembled = assembler.parseWat("fib.wat", fibText);
  const { instance } = await WebAssembly.instantiate(new Uint8Array(assembled.toBinary({}).buffer));
  assembled.destroy();
  return instance.exports.fib as (n: number) => number;
}
