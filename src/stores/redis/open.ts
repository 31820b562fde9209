/** Finds out whether a Redis lets in whoever comes: a password in the URL does not mean that it asks for one. */
import type { Redis } from 'ioredis'
import { isLoopback } from './address.ts'

/** Throws a sentence when one of them is on another machine and needs no password. */
export async function refuseOpen(nodes: readonly Redis[]): Promise<void> {
  for (const node of nodes) {
    const { remoteAddress = '', remotePort } = node.stream
    if (isLoopback(remoteAddress.replace(/^::ffff:/, '')) || !await isOpen(node)) continue
    throw new Error(`Redis at ${remoteAddress}:${remotePort} lets in everybody without a password, and could be read and changed by whoever reaches it. Set its requirepass (or an ACL) and put the password into REDIS_URL, or set REDIS_INSECURE to on.`)
  }
}

/** Says whether this Redis answers somebody who gives no password. */
export async function isOpen(node: Redis): Promise<boolean> {
  const stranger = node.duplicate({ username: '', password: '', lazyConnect: true, retryStrategy: () => null, reconnectOnError: () => false, enableReadyCheck: false })
  stranger.on('error', () => {})
  try {
    await stranger.connect()
    await stranger.ping()
    return true
  } catch {
    return false
  } finally {
    stranger.disconnect()
  }
}
