/** Completes options while they are typed. */
import type { Bot } from './bot.ts'
import { commands } from './commands/all.ts'
import type { Option } from './commands/command.ts'
import { matching } from './matching.ts'
import type { Interaction } from './ports.ts'

/** No platform shows more. */
const MOST = 25
/** The longest that a platform lets one choose. */
const LONGEST = 100

/** Up to 25 completions of what is being typed for an option, best first; none when there is no such option, or the store is away. */
export async function suggest(bot: Bot, { channel }: Pick<Interaction, 'channel'>, command: string, option: string, typed: string): Promise<string[]> {
  const found = commands.find(one => one.name === command)?.options.find(one => one.name === option)
  if (found === undefined) return []
  try {
    const group = await bot.store.members.groupOf(channel.platform, channel.home)
    return (await completions(bot, group, found, typed)).filter(text => text.length <= LONGEST).slice(0, MOST)
  } catch (error) {
    bot.onTrouble('nothing could be suggested', error)
    return []
  }
}

async function completions(bot: Bot, group: string, option: Option, typed: string): Promise<readonly string[]> {
  if (option.kind === 'choice') return matching(option.choices(bot), typed)
  return option.kind === 'suggestion' ? await option.suggest(bot, typed, group) : []
}
