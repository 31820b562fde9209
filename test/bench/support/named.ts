/** Chooses among benchmarks. */

/** Runs those that are named, in the order of the names, or all. Says what there is when there is no such benchmark. */
export async function runNamed(benches: Readonly<Record<string, () => Promise<void>>>, names: readonly string[]): Promise<void> {
  const unknown = names.filter(name => !Object.hasOwn(benches, name))
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
    process.exit(1)
  }
  for (const name of names.length > 0 ? names : Object.keys(benches)) await benches[name]?.()
}
