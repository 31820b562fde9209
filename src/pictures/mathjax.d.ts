/** The part of MathJax that pictures use; the package ships no types of its own. */
declare module 'mathjax' {
  interface MathJax {
    init(configuration: object): Promise<unknown>
    tex2svgPromise(latex: string, options: { display: boolean, em: number, ex: number, containerWidth: number }): Promise<unknown>
    texReset(): void
    startup: { adaptor: { innerHTML(node: unknown): string } }
  }
  const mathjax: MathJax
  export default mathjax
}
