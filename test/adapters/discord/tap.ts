/** Everything that Recall sends, kept in two heaps: what must be the same whatever is right, and what may tell it. */
import type { DiscordStage } from '../../support/discord.ts'
import type { Recorded } from '../../standins/discord/rest.ts'
import type { Message } from '../../standins/discord/world.ts'

export interface Tap {
  /** Keeps all that is sent meanwhile, to the last byte. */
  secret<Result>(work: () => Promise<Result>): Promise<Result>
  /** Of what is sent meanwhile only to where and in which order: somebody may learn what is right from it. */
  told<Result>(work: () => Promise<Result>): Promise<Result>
  /** One line a request or file, in order. */
  lines: string[]
}

export function openTap({ discord }: DiscordStage): Tap {
  const lines: string[] = []
  const files = new Map<string, string>()
  let heard = discord.requests.length
  const listen = async <Result>(work: () => Promise<Result>, write: (request: Recorded) => string): Promise<Result> => {
    const result = await work()
    lines.push(...discord.requests.slice(heard).map(write))
    heard = discord.requests.length
    return result
  }
  const newFiles = () => [...discord.world.messages.values()].flatMap(filesOf).filter(([key, text]) => files.get(key) !== text)
  const note = (keep: boolean) => {
    for (const [key, text] of newFiles()) {
      files.set(key, text)
      if (keep) lines.push(`${key} ${text}`)
    }
  }
  return {
    lines,
    secret: async work => {
      const result = await listen(work, ({ method, path, body, files: names, status }) => JSON.stringify({ method, path, body, names, status }))
      note(true)
      return result
    },
    told: async work => {
      const result = await listen(work, ({ method, path, files: names, status }) => JSON.stringify({ method, path, names, status }))
      note(false)
      return result
    },
  }
}

function filesOf({ id, files }: Message): [string, string][] {
  return [...files].map(([name, bytes]) => [`file ${name} of ${id}`, Buffer.from(bytes).toString('base64')])
}
