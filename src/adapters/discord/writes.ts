/** Knows whether an attempt at a message has sent anything: the library tries again by itself, and what then runs into a limit may be posted already. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { DefaultRestOptions, type RESTOptions } from 'discord.js'

const attempt = new AsyncLocalStorage<{ writes: number }>()

/** Sends a request, and counts it for the attempt that it is part of, unless it only asks, or Discord had no room for it. */
export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const counted = init.method === 'GET' ? undefined : attempt.getStore()
  if (counted === undefined) return await DefaultRestOptions.makeRequest(url, init)
  counted.writes++
  const response = await DefaultRestOptions.makeRequest(url, init)
  if (response.status === 429) counted.writes--
  return response
}

/** Does the work, which can ask whether it has sent anything. */
export function countWrites<Result>(work: (hasSent: () => boolean) => Result): Result {
  const counted = { writes: 0 }
  return attempt.run(counted, () => work(() => counted.writes > 0))
}
