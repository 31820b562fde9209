/** Preloaded into a replica: its wall clock is off by SKEW_MS. Timers and `performance` go right, as on a machine whose clock was set wrong. */
const skew = Number(process.env['SKEW_MS'])
const RealDate = Date
const now = () => RealDate.now() + skew

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made) as object,
  get: (target, name) => name === 'now' ? now : Reflect.get(target, name) as unknown,
})
Temporal.Now.instant = () => Temporal.Instant.fromEpochMilliseconds(now())
