/** A copy of the sources with one fault in it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** What is replaced by what in a file of `src`. */
export interface Mutation {
  file: string
  what: string
  by: string
}

/** Makes the copy. Fails when there is not exactly one such place: then the mutation has to follow the source. */
export function mutant({ file, what, by }: Mutation): { folder: string, remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'recall-mutant-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  cpSync('src', join(folder, 'src'), { recursive: true })
  mkdirSync(join(folder, 'test/faults'), { recursive: true })
  for (const name of ['replica.ts', 'library.ts', 'line.ts', 'skew.ts']) cpSync(join('test/faults', name), join(folder, 'test/faults', name))
  cpSync('package.json', join(folder, 'package.json'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const path = join(folder, 'src', file)
  const parts = readFileSync(path, 'utf8').split(what)
  if (parts.length !== 2) {
    remove()
    throw new Error(`src/${file} has ${parts.length - 1} places that read: ${what}`)
  }
  writeFileSync(path, parts.join(by))
  return { folder, remove }
}
