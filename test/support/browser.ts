/** A real browser for the playground's page. */
import { chromium as playwright, type Browser } from 'playwright-core'
import { chromium } from './needs.ts'

/** Starts Debian's Chromium, headless, with everything off that would reach for the network. */
export function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
