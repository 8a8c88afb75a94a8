/** One real Chromium for a file of tests, and pages in it that tell what went wrong on them. */
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

export async function startChromium(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  // Its sandbox takes rights that a container does not give, and pages here are our own.
  return driver.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--headless=old'] });
}

export type Tab = {
  readonly page: Page;
  /** Errors on the console, scripts that failed, and requests to any host but the page's. */
  readonly faults: readonly string[];
};

/** A tab of a browser of its own, without cookies, closed after the test. */
export async function openTab(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({ locale: 'en-GB', ...options, baseURL: url });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') faults.push(`${line.type()}: ${line.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  context.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(`${url}/`) && !address.startsWith('data:')) faults.push(`request: ${address}`);
  });
  return { page, faults };
}
