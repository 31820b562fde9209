/** Runs the benchmarks that are named, or all: `npm run bench`, `npm run bench stores`, or parts of one: `npm run bench -- redis answers boards`. */
import { benchBoards } from './boards.ts'
import { benchDiscord } from './discord.ts'
import { benchGuilds } from './guilds.ts'
import { benchLookup } from './lookup.ts'
import { benchPictures } from './pictures.ts'
import { benchRedis } from './redis.ts'
import { benchRounds } from './rounds.ts'
import { benchSlack } from './slack.ts'
import { benchStart } from './start.ts'
import { benchStores } from './stores.ts'
import { runNamed } from './support/named.ts'

const benches: Record<string, () => Promise<void>> = {
  start: benchStart, stores: benchStores, boards: benchBoards, rounds: benchRounds, redis: () => benchRedis([]), lookup: benchLookup, pictures: benchPictures, discord: benchDiscord, guilds: benchGuilds, slack: benchSlack,
}

const [first, ...parts] = process.argv.slice(2)
if (first === 'redis') await benchRedis(parts)
else await runNamed(benches, first === undefined ? [] : [first, ...parts])
