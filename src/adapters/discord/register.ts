/** Tells Discord which commands there are, when they are others than it knows. */
import { isDeepStrictEqual } from 'node:util'
import { Routes, type REST } from 'discord.js'

/** Both requests together. */
const REQUESTS_MS = 20_000

/** What is compared; everything else Discord adds. */
const compared = [
  'type', 'name', 'description', 'description_localizations', 'options', 'default_member_permissions', 'integration_types', 'contexts',
  'required', 'choices', 'autocomplete', 'channel_types', 'min_value', 'max_value', 'max_length', 'value',
]

/** Replaces all global commands of the application unless they are these already; says whether it did. */
export async function registerCommands(rest: REST, application: string, commands: readonly object[]): Promise<boolean> {
  const route = Routes.applicationCommands(application)
  const signal = AbortSignal.timeout(REQUESTS_MS)
  const known = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }), signal })
  if (isDeepStrictEqual(byName(known as object[]), byName(commands))) return false
  await rest.put(route, { body: commands, signal })
  return true
}

/** The order of commands means nothing; that of options does. */
function byName(commands: readonly object[]): unknown {
  return commands.map(essence).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
}

function nameOf(command: unknown): string {
  return String((command as { name: string }).name)
}

/** A payload without what Discord adds, and without what it leaves out because it is the default. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence)
  if (typeof value !== 'object' || value === null) return value
  const isTranslations = !('name' in value)
  const kept = Object.entries(value).filter(([key, one]) => (isTranslations || compared.includes(key)) && !isDefault(one))
  return Object.fromEntries(kept.map(([key, one]) => [key, essence(one)]))
}

function isDefault(value: unknown): boolean {
  return value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0)
}
