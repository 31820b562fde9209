/** Folds what people type, so that the same answer in another spelling compares equal. */

/** Letters of the Greek alphabet by the names that LaTeX and people give them. */
const greek: Record<string, string> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi',
  ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
}

/** Signs and the words or signs that they stand for. */
const signs: Record<string, string> = {
  '×': '*', '·': '*', '⋅': '*', '∙': '*', '∗': '*', '−': '-', '–': '-', '—': '-', '‐': '-', '÷': '/', '∕': '/', '⁄': '/', '≤': '<=', '⩽': '<=', '≥': '>=', '⩾': '>=',
  '∑': 'sum', '∏': 'prod', '√': 'sqrt', '∞': 'infinity', '∂': 'partial', '∇': 'nabla', '∈': 'in', '→': '->', '‖': '||', '‘': "'", '’': "'", '′': "'",
}

type Rewrites = readonly (readonly [RegExp, string])[]

/** LaTeX that only shapes the text, and LaTeX that has another name here. All of it is in lower case already. */
const latex: Rewrites = [
  [/\\(?:text|mathrm|mathbf|mathit|mathcal|mathbb|operatorname|boldsymbol|hat|bar|vec)\s*\{([^{}]*)\}/g, ' $1 '],
  [/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '($1)/($2)'],
  [/\\sqrt\s*\{([^{}]*)\}/g, 'sqrt($1)'],
  [/([_^])\s*\{([^{}]*)\}/g, '$1($2)'],
  [/\\(?:(?:left|right|big|bigl|bigr|displaystyle|quad|qquad|limits)(?![a-z])|var(?=epsilon|theta|phi|sigma|rho|pi)|[,;:! ])/g, ' '],
  [/\\(?:cdot|times|ast)(?![a-z])/g, '*'],
  [/\\leq?(?![a-z])/g, '<='],
  [/\\geq?(?![a-z])/g, '>='],
  [/\\neq?(?![a-z])/g, '!='],
  [/\\(?:to|rightarrow)(?![a-z])/g, '->'],
  [/\\infty(?![a-z])/g, 'infinity'],
  [/\\ell(?![a-z])/g, 'l'],
  [/\\\|/g, '||'],
]

const raised = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵀᵃᵇᵈᵉʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗˣʸᶻ]+/g
const lowered = /[₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]+/g

const names = [...new Set(Object.values(greek))].toSorted((a, b) => b.length - a.length).join('|')
const functions = 'log|ln|exp|sqrt|sin|cos|tan'
const symbols = new RegExp(`${names}|${functions}`, 'g')
/** What needs no brackets around it anywhere: a number, a letter, or a Greek letter. */
const atom = `(?:\\d[\\d.]*|[a-z]|${names})`

/** Brackets and underscores that change nothing, in text without spaces. */
const idle: Rewrites = [
  [/(?<![a-z0-9.)_^/])\(([a-z0-9.]+)\)/g, '$1'],
  [new RegExp(`(?<=/|(?<![a-z])(?:${functions}))\\((${atom})\\)`, 'g'), '$1'],
  [new RegExp(`(?<=[_^])\\((-?${atom})\\)`, 'g'), '$1'],
  [/(?<=_)\(([a-z0-9]+)\)/g, '$1'],
  [/(?<=[a-z])(?<!log)_(?=\d)/g, ''],
  [/[.?]+$/g, ''],
]

/**
 * Folds a typed answer: case, accents, spaces, quotation marks, Greek letters and their names, LaTeX and plain
 * notation, a leading article, hyphens of words and a full stop or question mark at the end make no difference. Signs
 * of arithmetic do, and so do exponents.
 */
export function foldTyped(text: string): string {
  if (/^[a-z0-9]+$/i.test(text)) return text.toLowerCase()
  const lower = text.toUpperCase().toLowerCase().normalize('NFC').replace(/≠/g, '!=')
  const level = lower.replace(raised, run => `^{${run}}`).replace(lowered, run => `_{${run}}`).replace(/(\d)\s*(?=[¼-¾⅐-⅞])/g, '$1+')
  const bare = level.normalize('NFKD').replace(/[\p{M}\p{Cf}"“”„«»`]/gu, '').toLowerCase()
  const named = bare.replace(/^\s*(?:the|an?)\s+(?=[a-z]{2})/, '').replace(/./gsu, letter => signs[letter] ?? greek[letter] ?? letter)
  return shorten(rewrite(named, latex).replace(/[{}$\\\s]/g, '').replaceAll('**', '^'))
}

/** Applies the rewrites until none of them changes anything. Each of them takes something away, so there is an end. */
function rewrite(text: string, rewrites: Rewrites): string {
  const next = rewrites.reduce((folded, [pattern, becomes]) => folded.replace(pattern, becomes), text)
  return next === text ? text : rewrite(next, rewrites)
}

function shorten(text: string): string {
  const next = joinWords(rewrite(text, idle))
  return next === text ? text : shorten(next)
}

/** Takes the hyphens out of `k-means` and `l2-norm`, where a word of three letters shows that they are no minus signs. */
function joinWords(text: string): string {
  return text.replace(/[a-z0-9]+(?:-[a-z0-9]+)+/g, chain => /[a-z]{3}/.test(chain.replace(symbols, '0')) ? chain.replace(/(?<!\d)-|-(?!\d)/g, '') : chain)
}
