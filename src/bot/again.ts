/** Commits that somebody else was faster than are done again. */

/** Each round of a race has a winner, so only a fault can lose this often. */
const MOST = 100

/** Works until there is no conflict: `work` loads, decides and commits anew each time. Throws when it never succeeds. */
export async function again<Result>(work: () => Promise<Result | 'conflict'>): Promise<Result> {
  for (let attempt = 0; attempt < MOST; attempt++) {
    const outcome = await work()
    if (outcome !== 'conflict') return outcome
  }
  throw new Error(`Somebody else wrote first, ${MOST} times in a row.`)
}
