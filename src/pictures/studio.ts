/** The process that draws, from outside: started by the first task, one task at a time, ended when idle or when a task takes too long. */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Said, Task } from './worker.ts'

export interface Studio {
  /** Rejects with a sentence when the task failed, took too long, or too many are waiting. */
  run(task: Task): Promise<Said>
  /** How often the process was started. */
  starts(): number
  /** The process id while it runs, else null. */
  running(): number | null
  close(): Promise<void>
}

/** Milliseconds that a start, a task and idleness may take. A hostile formula costs no more than one task's time. */
export interface Patience {
  startMs: number
  taskMs: number
  idleMs: number
}

/** So many tasks may wait; at 20 ms each the last has its turn after four seconds. */
const MOST_WAITING = 200
/** Megabytes of JavaScript's own memory: drawing needs about 40, and a small nursery keeps it there. */
const limits = ['--max-old-space-size=192', '--max-semi-space-size=4']
const STOPPING = 'No picture is drawn any more: Recall is stopping.'

interface Waiting {
  task: Task
  done(said: Said): void
  failed(error: Error): void
}

interface Running {
  worker: ChildProcess
  ready: boolean
  busy: Waiting | null
  timer: NodeJS.Timeout
}

/** Starts nothing before the first task. The process gets no environment, so none of Recall's secrets. */
export function openStudio(patience: Patience): Studio {
  const waiting: Waiting[] = []
  let running: Running | null = null
  let starts = 0
  let closed = false

  function start(): Running {
    starts++
    const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), { serialization: 'advanced', env: {}, execArgv: limits, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const timer = setTimeout(() => stop(own, 'The process that draws pictures did not start in time. Try again later.'), patience.startMs)
    const own: Running = { worker, ready: false, busy: null, timer }
    worker.on('message', (said: Said) => hear(own, said))
    worker.on('error', error => stop(own, `A picture could not be drawn: ${error.message}`))
    worker.on('exit', () => stop(own, 'A picture could not be drawn: the process that draws it ended. Make the picture simpler.'))
    return own
  }

  function hear(own: Running, said: Said): void {
    if (running !== own) return
    const { busy } = own
    own.ready = true
    own.busy = null
    if (said.said === 'failed') busy?.failed(new Error(said.why))
    else busy?.done(said)
    next()
  }

  /** Ends the process; what it was doing fails, or all that waits when it never started. The rest goes on in a new process. */
  function stop(own: Running, why: string): void {
    if (running !== own) return
    running = null
    clearTimeout(own.timer)
    own.worker.kill('SIGKILL')
    const lost = own.ready ? [own.busy] : waiting.splice(0)
    for (const one of lost) one?.failed(new Error(why))
    next()
  }

  function next(): void {
    if (closed || (running === null && waiting.length === 0)) return
    running ??= start()
    const own = running
    if (!own.ready || own.busy !== null) return
    clearTimeout(own.timer)
    own.busy = waiting.shift() ?? null
    if (own.busy === null) rest(own)
    else work(own, own.busy.task)
  }

  function work(own: Running, task: Task): void {
    own.worker.ref()
    own.worker.channel?.ref()
    own.timer = setTimeout(() => stop(own, tooLong(task)), patience.taskMs)
    own.worker.send(task)
  }

  /** While it has nothing to do it keeps nobody's process alive. */
  function rest(own: Running): void {
    own.worker.unref()
    own.worker.channel?.unref()
    own.timer = setTimeout(() => stop(own, ''), patience.idleMs).unref()
  }

  return {
    run: task => new Promise((done, failed) => {
      if (closed) return failed(new Error(STOPPING))
      if (waiting.length >= MOST_WAITING) return failed(new Error('Too many pictures are waiting to be drawn. Try again in a minute.'))
      waiting.push({ task, done, failed })
      next()
    }),
    starts: () => starts,
    running: () => running?.worker.pid ?? null,
    close: async () => {
      closed = true
      for (const one of waiting.splice(0)) one.failed(new Error(STOPPING))
      if (running === null) return
      const { worker } = running
      worker.ref()
      const ended = new Promise(resolve => worker.once('exit', resolve))
      stop(running, STOPPING)
      await ended
    },
  }
}

function tooLong(task: Task): string {
  const latex = task.do === 'check' ? task.latex : task.picture.kind === 'formula' ? task.picture.latex : null
  return latex === null ? 'A picture took too long to draw.' : `The formula \`${latex.slice(0, 80)}\` takes too long to draw. Make it simpler.`
}
