/** The bytes that tell a busy process what to do. */
export const BUSY = 98;
export const IDLE = 105;
