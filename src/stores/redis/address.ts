/** Reads REDIS_URL: one Redis, one found through Sentinels, or a cluster. */

export interface Host {
  host: string
  port: number
}

/** Where Redis is. `nodes` are the server itself, the Sentinels that know it, or some of a cluster. */
export interface Address {
  kind: 'single' | 'sentinel' | 'cluster'
  nodes: [Host, ...Host[]]
  /** The name that the Sentinels know the master by; '' for others. */
  master: string
  db: number
  username: string
  password: string
  tls: boolean
}

const shapes = {
  single: 'redis://:password@host:6379 for one Redis or Valkey',
  sentinel: 'redis+sentinel://:password@host:26379,host:26379/name-of-the-master for Sentinel',
  cluster: 'redis+cluster://:password@host:6379,host:6379 for a cluster',
}
const shape = /^redis(?<tls>s?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^@/?#]+)(?:\/(?<path>[^?#]*))?$/

/** Reads the address. Throws an error whose message says what it must look like, and repeats nothing of it. */
export function readAddress(url: string): Address {
  const { tls = '', kind: named, user = '', password = '', hosts = '', path = '' } = shape.exec(url)?.groups ?? {}
  const kind = (named ?? 'single') as Address['kind']
  const [first, ...others] = hosts.split(',').map(host => hostOf(host, kind === 'sentinel' ? 26379 : 6379))
  if (first == null || others.includes(null)) throw new Error(`REDIS_URL is not valid: it must look like ${Object.values(shapes).join(', or ')}.`)
  if (kind === 'single' && others.length > 0) throw new Error(`REDIS_URL names several nodes of one Redis: it must look like ${shapes.sentinel}, or ${shapes.cluster}.`)
  const [master = '', db = ''] = kind === 'sentinel' ? path.split('/') : ['', path]
  if (kind === 'sentinel' && master === '') throw new Error(`REDIS_URL does not name the master that the Sentinels watch: it must look like ${shapes.sentinel}.`)
  if (!/^\d{0,4}$/.test(db) || (kind === 'cluster' && Number(db) !== 0)) throw new Error(`REDIS_URL does not end with ${kind === 'cluster' ? 'its nodes, and a cluster has one database only' : 'the number of a database'}: it must look like ${shapes[kind]}.`)
  return { kind, nodes: [first, ...others as Host[]], master: plain(master), db: Number(db), username: plain(user), password: plain(password), tls: tls === 's' }
}

/** Says whether everything that the address names is on this machine. */
export function isLocal({ nodes }: Address): boolean {
  return nodes.every(({ host }) => isLoopback(host))
}

/** Says whether a host is this machine, and no other can reach it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** The nodes as people write them, without the password. */
export function hostsOf({ nodes }: Address): string {
  return nodes.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(', ')
}

function hostOf(text: string, usual: number): Host | null {
  const { six, name, port } = /^(?:\[(?<six>[\da-fA-F:.]+)\]|(?<name>[\w.-]+))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups ?? {}
  const host = six ?? name
  return host === undefined || Number(port ?? usual) > 65535 ? null : { host, port: Number(port ?? usual) }
}

/** Undoes what a URL needs of letters such as @ in a password; a stray % stays. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
