/** Moves groups between stores; `npm run group` says how. It uses the same settings as Recall. */
import { existsSync } from 'node:fs'
import type { MovableStore } from '../src/bot/transfer.ts'
import { readConfig } from '../src/config.ts'
import { exportGroup, type Moved } from '../src/dump/export.ts'
import { importGroup } from '../src/dump/import.ts'
import { redact } from '../src/ops/log.ts'
import { openStore, storeFile } from '../src/store.ts'
import { openBar } from './group/bar.ts'

const help = `npm run group -- list                   the homes that have a group, with its id
npm run group -- export GROUP FILE      write a group to a new file; GROUP is its id, or a home such as discord:1234 or slack:T1234
npm run group -- import FILE            put the group of a file into the store; FILE is gzipped when it ends in .gz

The store is the one that Recall itself would use: REDIS_URL, or DATA_DIR. Stop Recall before you move a group.`

const commands: Record<string, { arguments: number, run: (store: MovableStore, ...args: string[]) => Promise<string> }> = {
  list: { arguments: 0, run: list },
  export: { arguments: 2, run: async (store, group = '', file = '') => say(`exported to ${file}`, await exportGroup(store, await find(store, group), file, openBar(process.stderr))) },
  import: { arguments: 1, run: async (store, file = '') => say('imported', await importGroup(store, file, openBar(process.stderr))) },
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = commands[name]
if (command === undefined || command.arguments !== args.length) {
  console.log(name === 'help' ? help : `This is what there is:\n\n${help}`)
  process.exitCode = Number(name !== 'help')
} else {
  await run(command.run).catch((error: unknown) => {
    console.error(redact(error instanceof Error ? error.message : String(error)))
    process.exitCode = 1
  })
}

async function run(work: (store: MovableStore, ...args: string[]) => Promise<string>): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = readConfig(process.env)
  if (name !== 'import' && config.REDIS_URL === undefined && !existsSync(storeFile(config, 'recall'))) throw new Error(`There is no store at ${storeFile(config, 'recall')}. Set DATA_DIR to Recall's folder, or REDIS_URL.`)
  const store = await openStore(config, 'recall', null, { meter: { troubled: () => {} }, onTrouble: (what, error) => console.error(redact(`${what}: ${error instanceof Error ? error.message : String(error)}`)) })
  try {
    console.log(await work(store, ...args))
  } finally {
    await store.close()
  }
}

/** The id of a group that is named by its id, or by a home of it. */
async function find(store: MovableStore, named: string): Promise<string> {
  const colon = named.indexOf(':')
  const group = colon < 0 ? named : await store.transfer.find(named.slice(0, colon), named.slice(colon + 1))
  if (group === null) throw new Error(`Nobody lives in ${named}. \`npm run group -- list\` lists all homes.`)
  return group
}

async function list(store: MovableStore): Promise<string> {
  const homes = await Promise.all(['discord', 'slack'].map(async platform => (await store.members.homes(platform)).toSorted().map(home => ({ platform, home }))))
  const lines = await Promise.all(homes.flat().map(async ({ platform, home }) => `${platform}:${home} ${await store.transfer.find(platform, home)}`))
  return lines.length === 0 ? 'There is no group.' : lines.join('\n')
}

function say(what: string, { group, lines, boards, differ }: Moved): string {
  const done = `Group ${group} was ${what}: ${lines.toLocaleString('en')} lines.`
  if (differ.length === 0) return `${done} All ${boards} boards are what the answers add up to.`
  return `${done} Of ${boards} boards ${differ.length} are not what the answers add up to, and were moved as they are: ${differ.slice(0, 5).join(', ')}${differ.length > 5 ? ', …' : ''}.`
}
