/** Runs the benchmarks that are named, or all: `npm run bench` or `npm run bench stores`. */
import { benchBoards } from './boards.ts'
import { benchClaims } from './claims.ts'
import { benchDiscord } from './discord.ts'
import { benchGuilds } from './guilds.ts'
import { benchLookup } from './lookup.ts'
import { benchPictures } from './pictures.ts'
import { benchRounds } from './rounds.ts'
import { benchSlack } from './slack.ts'
import { benchStart } from './start.ts'
import { benchStores } from './stores.ts'

const benches: Record<string, () => Promise<void>> = { start: benchStart, stores: benchStores, boards: benchBoards, claims: benchClaims, rounds: benchRounds, lookup: benchLookup, pictures: benchPictures, discord: benchDiscord, guilds: benchGuilds, slack: benchSlack }

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches)
const unknown = names.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
for (const name of names) await benches[name]?.()
