/** Recall on Redis: each part beside Redis doing the same without us, or beside another package, in one run. */
import { benchAnswers } from './redis/answers.ts'
import { benchBoards } from './redis/boards.ts'
import { benchClaims } from './redis/claims.ts'
import { benchDailies } from './redis/dailies.ts'
import { keep, type Figures } from './redis/figures.ts'
import { benchProcesses } from './redis/processes.ts'
import { benchRank } from './redis/rank.ts'
import { benchRounds } from './redis/rounds.ts'
import { runNamed } from './support/named.ts'

const SMALL = '--small'

/** Each prints a table and gives its figures; `isSmall` asks for a short run, to see that all works. */
const parts: { [Name in keyof Figures]-?: (isSmall: boolean) => Promise<Figures[Name]> } = {
  answers: benchAnswers, processes: benchProcesses, rank: benchRank, boards: benchBoards, claims: benchClaims, rounds: benchRounds, dailies: benchDailies,
}

/** Runs the parts that are named, or all, and keeps their figures for the plots. With `--small`, in a few minutes, and their figures apart. */
export async function benchRedis(asked: readonly string[]): Promise<void> {
  const isSmall = asked.includes(SMALL)
  const runs = Object.entries(parts).map(([name, bench]) => [name, async () => {
    keep({ [name]: await bench(isSmall) }, isSmall)
    console.log()
  }] as const)
  await runNamed(Object.fromEntries(runs), asked.filter(name => name !== SMALL))
}
