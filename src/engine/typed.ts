/** Folds what people type, so that the same answer in another spelling compares equal. */

/** Letters of the Greek alphabet by the names that LaTeX and people give them. */
const greek: Record<string, string> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ϵ: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ϑ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi',
  ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', ϕ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
}

/** Signs and the words or signs that they stand for. */
const signs: Record<string, string> = { '⁄': '/', '×': '*', '·': '*', '∗': '*', '−': '-', '–': '-', '—': '-', '÷': '/', '∕': '/', '≤': '<=', '≥': '>=', '≠': '!=', '∑': 'sum', '∏': 'prod', '√': 'sqrt', '∞': 'infinity', '∂': 'partial', '∇': 'nabla', '∈': 'in', '’': "'", '′': "'" }

/** LaTeX that only shapes the text, and LaTeX that has another name here. */
const latex: [RegExp, string][] = [
  [/\\(left|right|big|Big|bigl|bigr|displaystyle|,|;|!|quad|qquad)(?![a-z])/gi, ''],
  [/\\(?:text|mathrm|mathbf|mathit|mathcal|mathbb|operatorname|boldsymbol|hat|bar|vec)\s*\{([^{}]*)\}/g, '$1'],
  [/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '($1)/($2)'],
  [/\\sqrt\s*\{([^{}]*)\}/g, 'sqrt($1)'],
  [/\\(?:cdot|times|ast)(?![a-z])/g, '*'],
  [/\\leq?(?![a-z])/g, '<='],
  [/\\geq?(?![a-z])/g, '>='],
  [/\\neq?(?![a-z])/g, '!='],
  [/\\infty(?![a-z])/g, 'infinity'],
  [/\\var(epsilon|theta|phi|sigma|rho)/g, '$1'],
  [/\\([a-zA-Z]+)/g, '$1'],
  [/[{}$]/g, ''],
]

/**
 * Folds a typed answer: case, accents, spaces, Greek letters and their names, LaTeX and plain notation, a leading
 * article, hyphens inside words and the full stop at the end make no difference. Signs of arithmetic do.
 */
export function foldTyped(text: string): string {
  const spelled = Array.from(text.normalize('NFC').toLowerCase(), letter => signs[letter] ?? (greek[letter] === undefined ? letter : ` ${greek[letter]} `)).join('')
  const plain = latex.reduce((folded, [pattern, becomes]) => folded.replace(pattern, becomes), spelled)
  const bare = plain.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare.replace(/^\s*(the|an?)\s+(?=\S)/, '').replace(/(?<=[a-z])-(?=[a-z])/g, '').replace(/["“”.?!]+\s*$/, '').replace(/\s+/g, '')
}
