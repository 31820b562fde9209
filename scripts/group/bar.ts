/** A line that says how far something is. */
import type { WriteStream } from 'node:tty'

const WIDTH = 30

/** Rewrites one line of a terminal, and only when it says something else; writes nothing where there is no terminal. */
export function openBar(out: WriteStream): (what: string, done: number, of: number | null) => void {
  let shown = ''
  return (what, done, of) => {
    const line = barOf(what, done, of)
    if (!out.isTTY || line === shown) return
    shown = line
    out.write(`\r\u001b[K${line}${of !== null && done >= of ? '\n' : ''}`)
  }
}

/** Such as `Writing   [#####     ]  50 %`; without an end in sight, a count. */
export function barOf(what: string, done: number, of: number | null): string {
  if (of === null) return `${what.padEnd(9)} ${(Math.floor(done / 1000) * 1000).toLocaleString('en')} lines`
  const share = of === 0 ? 1 : Math.min(done / of, 1)
  return `${what.padEnd(9)} [${'#'.repeat(Math.floor(share * WIDTH)).padEnd(WIDTH)}] ${String(Math.floor(share * 100)).padStart(3)} %`
}
