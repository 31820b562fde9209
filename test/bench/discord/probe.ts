/** Loaded into a process that is measured (`--import`): tells it what its memory and its work are. Run with --expose-gc. */
process.on('message', () => {
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  process.send?.({ rss, heap: heapUsed + external, cpuMs: (user + system) / 1000 })
})
process.channel?.unref()
