import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { healthRoutes } from '../../src/ops/health.ts'
import { listen } from '../../src/ops/http.ts'
import { openMeter } from '../../src/ops/meter.ts'

const read = (file: string) => readFileSync(file, 'utf8')
/** The metrics of a process, as they can be asked for: a histogram by its parts. */
const metrics = async () => [...(await openMeter().text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) => type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name])

describe('the image', () => {
  const lines = read('Dockerfile').split('\n').filter(line => line !== '' && !line.startsWith('#'))
  const last = lines.slice(lines.findLastIndex(line => line.startsWith('FROM ')))
  const copied = lines.filter(line => line.startsWith('COPY ') && !line.includes('--from=')).flatMap(line => line.split(' ').slice(1, -1))

  it('has the Node that the tests run on', () => {
    expect(lines.filter(line => line.startsWith('FROM ')).every(line => line.startsWith(`FROM node:${process.versions.node}-slim`))).toBe(true)
  })

  it('runs as a user without rights, and writes to one folder', () => {
    const [users, start] = [last.filter(line => line.startsWith('USER ')), last.findIndex(line => line.startsWith('CMD '))]
    expect(users).toEqual(['USER node'])
    expect(last.indexOf('USER node')).toBeLessThan(start)
    expect(last.slice(last.indexOf('USER node')).some(line => /^(RUN|COPY)/.test(line))).toBe(false)
    expect(last).toContain('VOLUME /data')
    expect(last).toContain('ENV NODE_ENV=production DATA_DIR=/data')
  })

  it('copies only what is there, and what the ignore file lets through', () => {
    const kept = read('.dockerignore').split('\n').filter(line => line.startsWith('!')).map(line => line.slice(1))
    expect(copied.filter(path => !existsSync(path) || !kept.includes(path))).toEqual([])
    expect(kept.filter(path => !copied.includes(path))).toEqual([])
    expect(read('.dockerignore').split('\n')).toContain('*')
  })

  it('holds every file that the program and the moving of groups import', () => {
    const sources = [...readdirSync('src', { recursive: true, encoding: 'utf8' }).map(file => `src/${file}`), 'scripts/group.ts', 'scripts/group/bar.ts'].filter(file => file.endsWith('.ts'))
    const outside = sources.flatMap(file => [...read(file).matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) => new URL(to, `file:///${file}`).pathname.slice(1))).filter(file => !copied.some(path => file === path || file.startsWith(`${path}/`)))
    expect(outside).toEqual([])
  })

  it('is checked by asking whether it lives', async () => {
    const [check = ''] = last.filter(line => line.startsWith('HEALTHCHECK '))
    const command = z.array(z.string()).parse(JSON.parse(check.slice(check.indexOf('CMD ') + 4)))
    expect(command[0]).toBe('node')
    const app = healthRoutes([]).get('/elsewhere/healthz', context => context.text('', 500))
    const { port, stop } = await listen(app, '127.0.0.1', 0)
    const codeAt = async (at: string) => {
      const [code] = await once(spawn(process.execPath, command.slice(1), { env: { HTTP_PORT: at }, stdio: 'ignore' }), 'exit') as [number]
      return code
    }
    expect(await codeAt(String(port))).toBe(0)
    expect(await codeAt(`${port}/elsewhere`)).toBe(1)
    await stop()
    expect(await codeAt(String(port))).toBe(1)
    expect(last.at(-1)).toBe('CMD ["node", "src/main.ts"]')
  })
})

describe('the compose file', () => {
  const hardened = { restart: z.literal('unless-stopped'), read_only: z.literal(true), cap_drop: z.tuple([z.literal('ALL')]), security_opt: z.tuple([z.literal('no-new-privileges:true')]) }
  const schema = z.object({
    services: z.strictObject({
      recall: z.object({ ...hardened, init: z.literal(true), environment: z.record(z.string(), z.string()), networks: z.array(z.string()), ports: z.array(z.string()), volumes: z.array(z.string()), tmpfs: z.array(z.string()), depends_on: z.object({ redis: z.object({ condition: z.literal('service_healthy') }) }) }),
      redis: z.strictObject({ ...hardened, image: z.string(), user: z.literal('redis'), environment: z.record(z.string(), z.string()), command: z.array(z.string()), stop_grace_period: z.string(), healthcheck: z.object({ test: z.array(z.string()) }), networks: z.tuple([z.literal('inside')]), volumes: z.array(z.string()) }),
    }),
    networks: z.object({ inside: z.object({ internal: z.literal(true) }) }),
    volumes: z.record(z.string(), z.unknown()),
  })
  const compose = schema.parse(load(read('deploy/compose.yaml')))
  const { recall, redis } = compose.services

  it('runs both without rights on file systems that cannot be written, Redis where nothing else reaches it', () => {
    expect(recall.networks).toEqual(['inside', 'outside'])
    expect(recall.ports.every(port => port.startsWith('127.0.0.1:'))).toBe(true)
  })

  it('keeps what must be kept in volumes that it declares', () => {
    expect([...recall.volumes, ...redis.volumes].map(volume => volume.split(':')[0] ?? '').toSorted()).toEqual(Object.keys(compose.volumes).toSorted())
    expect(recall.environment['DATA_DIR']).toBe('/data')
  })

  it('has Redis write each answer to the disk, forget nothing, ask for a password and say whether it answers', () => {
    const command = redis.command.join(' ')
    for (const wanted of ['--appendonly yes', '--appendfsync always', '--maxmemory-policy noeviction', '--requirepass']) expect(command).toContain(wanted)
    expect(redis.healthcheck.test.join(' ')).toContain('redis-cli ping')
    expect(recall.environment['REDIS_URL']).toMatch(/^redis:\/\/:\$\{REDIS_PASSWORD:\?.+\}@redis:6379$/)
  })

  it('sets only what Recall knows', () => {
    const known = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(match => match[1])
    expect(Object.keys(recall.environment).filter(name => !known.includes(name) && name !== 'REDIS_PASSWORD')).toEqual([])
  })
})

describe('the systemd unit', () => {
  const unit = new Map(read('deploy/recall.service').split('\n').filter(line => /^\w+=/.test(line)).map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))

  it('runs Recall as a user of its own that may write to its data and nowhere else', () => {
    expect(Object.fromEntries(['DynamicUser', 'StateDirectory', 'ProtectSystem', 'ProtectHome', 'PrivateTmp', 'NoNewPrivileges', 'CapabilityBoundingSet'].map(name => [name, unit.get(name)]))).toEqual({
      DynamicUser: 'yes', StateDirectory: 'recall', ProtectSystem: 'strict', ProtectHome: 'yes', PrivateTmp: 'yes', NoNewPrivileges: 'yes', CapabilityBoundingSet: '',
    })
    expect(unit.get('Environment')).toContain('DATA_DIR=/var/lib/recall')
    expect(unit.has('MemoryDenyWriteExecute')).toBe(false)
  })

  it('starts what is there, again whenever it ends, but not when a setting is wrong', () => {
    const [node = '', main = ''] = unit.get('ExecStart')?.split(' ') ?? []
    expect(existsSync(node.replace('/opt/recall/', ''))).toBe(true)
    expect(existsSync(main)).toBe(true)
    expect([unit.get('Restart'), unit.get('RestartPreventExitStatus')]).toEqual(['always', '78'])
    expect(read('src/main.ts')).toContain('EXIT_CONFIGURATION = 78')
  })
})

describe('the dashboard', () => {
  const schema = z.object({ templating: z.object({ list: z.array(z.object({ name: z.string() })) }), panels: z.array(z.object({ title: z.string(), description: z.string().min(20), targets: z.array(z.object({ expr: z.string() })).min(1) })) })
  const { panels, templating } = schema.parse(JSON.parse(read('deploy/grafana/recall.json')))
  const asked = new Set(panels.flatMap(panel => panel.targets.flatMap(({ expr }) => expr.match(/\brecall_\w+/g) ?? [])))

  it('asks only for metrics that the process has, and for each of them somewhere', async () => {
    const known = await metrics()
    expect([...asked].filter(name => !known.includes(name))).toEqual([])
    const families = (names: Iterable<string>) => [...new Set([...names].map(name => name.replace(/_(bucket|sum|count)$/, '')))].toSorted()
    expect(families(asked)).toEqual(families(known))
  })

  it('uses only variables that it declares', () => {
    const used = panels.flatMap(panel => panel.targets.flatMap(({ expr }) => [...expr.matchAll(/\$(\w+)/g)].map(match => match[1])))
    expect(used.filter(name => name !== '__rate_interval' && !templating.list.some(one => one.name === name))).toEqual([])
  })

  it('speaks of labels that the metrics have', async () => {
    const meter = openMeter()
    meter.acknowledged('discord', 1)
    meter.late('discord')
    meter.refused('discord', 1)
    meter.troubled('away')
    meter.failed('erase')
    meter.claimed('round', 1)
    meter.sent('slack', 'post', 'shown')
    const lines = (await meter.text()).split('\n')
    const missing = panels.flatMap(panel => panel.targets.flatMap(({ expr }) => {
      const [name = ''] = expr.match(/\brecall_\w+/) ?? []
      const labels = /by \(([^)]+)\)/.exec(expr)?.[1]?.split(', ') ?? []
      const line = lines.find(one => one.startsWith(`${name}{`)) ?? ''
      return labels.filter(label => !line.includes(`${label}=`)).map(label => `${name} has no ${label}`)
    }))
    expect(missing).toEqual([])
  })
})
