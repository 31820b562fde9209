/** Moves a slot of a cluster to another node, with its keys, as redis-cli does. */
import { Redis } from 'ioredis'

const AT_ONCE = 20

/** Moves the slot of this key to the node at this place, counted from the one that has it; gives how many keys were moved. */
export async function moveSlot(ports: readonly number[], key: string, by: number): Promise<number> {
  const nodes = ports.map(port => new Redis(port, '127.0.0.1'))
  try {
    const slot = await (nodes[0] as Redis).cluster('KEYSLOT', key)
    const ids = await Promise.all(nodes.map(async node => String(await node.call('CLUSTER', 'MYID'))))
    const owner = await ownerOf(nodes, slot)
    const next = (owner + 1 + by % (nodes.length - 1)) % nodes.length
    const [from, to] = [nodes[owner], nodes[next]] as [Redis, Redis]
    await to.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', ids[owner] as string)
    await from.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', ids[next] as string)
    let moved = 0
    for (let keys = await keysIn(from, slot); keys.length > 0; keys = await keysIn(from, slot)) {
      await from.call('MIGRATE', '127.0.0.1', ports[next] as number, '', 0, 5000, 'KEYS', ...keys)
      moved += keys.length
    }
    // First the one that gets it: else the others could send people to one that does not have it.
    for (const node of [to, from, ...nodes]) await node.call('CLUSTER', 'SETSLOT', slot, 'NODE', ids[next] as string)
    return moved
  } finally {
    for (const node of nodes) node.disconnect()
  }
}

/** Which of the nodes has the slot, as the first of them knows. */
async function ownerOf(nodes: readonly Redis[], slot: number): Promise<number> {
  const ranges = await (nodes[0] as Redis).cluster('SLOTS')
  const port = ranges.find(([first, last]) => first <= slot && slot <= last)?.[2]?.[1]
  return nodes.findIndex(({ options }) => options.port === port)
}

async function keysIn(node: Redis, slot: number): Promise<string[]> {
  return await node.call('CLUSTER', 'GETKEYSINSLOT', slot, AT_ONCE) as string[]
}
