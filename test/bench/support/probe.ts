/** Loaded into a process that is measured (`--import`): says what its memory is (`held`: after a collection of garbage, run it with --expose-gc) and how long it has `worked`. */
process.on('message', asked => {
  if (asked !== 'held' && asked !== 'worked') return
  if (asked === 'held') globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  process.send?.({ rss, heap: heapUsed + external, cpuMs: (user + system) / 1000 })
})
process.channel?.unref()
