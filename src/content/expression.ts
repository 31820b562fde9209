/**
 * Computes the expressions of content files. They are arithmetic, never code: only the names listed here and those
 * of the given values mean anything. mathjs is loaded at the first expression, in its bundled build (0.1 s and 35 MB
 * instead of 0.4 s and 85 MB), so a start without numbers does not pay for it.
 */
import { createRequire } from 'node:module'
import type * as Mathjs from 'mathjs'
import type { ConstantNode, FunctionAssignmentNode, FunctionNode, IndexNode, MathNode, SymbolNode } from 'mathjs'

/** Values by their names. */
export type Scope = Readonly<Record<string, unknown>>

let loaded: typeof Mathjs | undefined
const mathjs = () => loaded ??= createRequire(import.meta.url)('mathjs/lib/browser/math.js') as typeof Mathjs

const constants = ['pi', 'e', 'Infinity', 'NaN', 'true', 'false', 'end']
/** The functions of mathjs that content may use. */
export const functions = [
  'abs', 'cbrt', 'ceil', 'cube', 'exp', 'expm1', 'fix', 'floor', 'gcd', 'hypot', 'lcm', 'log', 'log10', 'log1p', 'log2', 'mod', 'nthRoot', 'number', 'pow', 'round', 'sign', 'sqrt', 'square',
  'acos', 'asin', 'atan', 'atan2', 'cos', 'cosh', 'sin', 'sinh', 'tan', 'tanh',
  'combinations', 'erf', 'factorial', 'gamma', 'lgamma', 'permutations',
  'corr', 'count', 'cumsum', 'mad', 'max', 'mean', 'median', 'min', 'mode', 'prod', 'quantileSeq', 'std', 'sum', 'variance',
  'column', 'concat', 'cross', 'ctranspose', 'det', 'diag', 'diff', 'dot', 'dotDivide', 'dotMultiply', 'dotPow', 'eigs', 'expm', 'filter', 'flatten', 'identity', 'inv', 'kron', 'lusolve', 'map', 'multiply', 'norm', 'ones', 'pinv', 'range', 'reshape', 'row', 'size', 'sort', 'sqrtm', 'squeeze', 'subset', 'trace', 'transpose', 'zeros',
  'deepEqual', 'equal', 'isInteger', 're', 'im',
]
const available = new Set([...constants, ...functions])
/** Words that mathjs reads as a value or an operator whatever is called so. */
const reserved = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity', 'end', 'mod', 'to', 'in', 'and', 'or', 'xor', 'not'])
/** Parts of what `eigs` gives. */
const properties = new Set(['values', 'eigenvectors', 'vector', 'value'])
const nodes = new Set(['AccessorNode', 'ArrayNode', 'ConditionalNode', 'ConstantNode', 'FunctionAssignmentNode', 'FunctionNode', 'IndexNode', 'OperatorNode', 'ParenthesisNode', 'RangeNode', 'RelationalNode', 'SymbolNode'])

/**
 * Compiles an expression over these names. What it gives computes with values of theirs and keeps nothing between two
 * computations; it throws a sentence when it cannot, and so does an expression that is not plain arithmetic.
 */
export function compile(expression: string, names: readonly string[]): (scope: Scope) => unknown {
  return explained(expression, () => {
    const taken = names.find(name => reserved.has(name))
    if (taken !== undefined) throw new Error(`give "${taken}" another name, it means something else here`)
    const tree = mathjs().parse(expression)
    const known = new Set([...available, ...names, ...localsOf(tree)])
    tree.traverse(node => refuse(node, known))
    const code = tree.compile()
    return scope => explained(expression, () => code.evaluate(new Map(Object.entries(scope))) as unknown)
  })
}

/** Computes an expression once. */
export function compute(expression: string, scope: Scope): unknown {
  return compile(expression, Object.keys(scope))(scope)
}

/** The value as a real number, where true is 1 and false is 0; NaN when it is none, such as a complex number. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : NaN
}

/** A list of numbers, or of rows, as a vector or matrix to compute with. */
export function matrixOf(numbers: number[] | number[][]): unknown {
  return mathjs().matrix(numbers)
}

/** Names that the expression gives itself, as in `f(x) = 2x`. */
function localsOf(tree: MathNode): string[] {
  const found = tree.filter(node => node.type === 'FunctionAssignmentNode') as FunctionAssignmentNode[]
  const locals = found.flatMap(({ name, params }) => [name, ...params])
  const taken = found.find(({ name }) => available.has(name))
  if (taken !== undefined) throw new Error(`give the function ${taken.name} another name, this one has a meaning already`)
  return locals
}

function refuse(node: MathNode, known: ReadonlySet<string>): void {
  if (!nodes.has(node.type)) throw new Error(`write plain arithmetic, without any ${node.type.replace('Node', '').toLowerCase()}`)
  if (node.type === 'SymbolNode') refuseUnknown((node as SymbolNode).name, known)
  if (node.type === 'FunctionNode' && ((node as FunctionNode).fn as MathNode).type !== 'SymbolNode') throw new Error('call functions by their plain names')
  if (node.type === 'IndexNode') refuseProperty(node as IndexNode)
}

function refuseUnknown(name: string, known: ReadonlySet<string>): void {
  if (!known.has(name)) throw new Error(`nothing here is called "${name}" (the functions that can be used are listed in docs/authoring.md)`)
}

/** Refuses all parts of a value by name, as in `a.b` and `a["b"]`, but the listed ones. */
function refuseProperty({ dimensions }: IndexNode): void {
  const named = dimensions.map(dimension => dimension.type === 'ConstantNode' ? (dimension as ConstantNode).value as unknown : null).find(value => typeof value === 'string')
  if (named !== undefined && !properties.has(named)) throw new Error(`the part "${named}" cannot be used here`)
}

function explained<Result>(expression: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new Error(`\`${expression}\`: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
