/** Lets tests wait for what the app does; nothing here looks at a clock but to give up. */
export type Changes = ReturnType<typeof openChanges>

export function openChanges(patienceMs: number) {
  const waiting = new Set<() => void>()
  return {
    /** Something in the world is another. */
    tell: (): void => { for (const look of waiting) look() },
    /** Waits until there is something to find; fails with `what` when nothing comes. */
    until: <Found>(find: () => Found | undefined, what: string): Promise<Found> => new Promise((resolve, reject) => {
      const end = (): void => {
        waiting.delete(look)
        clearTimeout(timer)
      }
      const look = (): void => {
        const found = find()
        if (found === undefined) return
        end()
        resolve(found)
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(`Waited in vain for ${what}.`))
      }, patienceMs)
      waiting.add(look)
      look()
    }),
  }
}
