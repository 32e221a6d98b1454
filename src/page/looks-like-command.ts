const MAX_LENGTH = 20_000

/** Programs whose name alone says what the line is for: `powershell -w hidden`, `mshta https:…`. */
const NAMED =
  /\b(?:powershell|pwsh|mshta|rundll32|regsvr32|certutil|bitsadmin|msiexec|wscript|cscript|osascript|invoke-(?:webrequest|expression|restmethod)|iex|iwr|irm)\b/i
/** `curl -fsSL https://…`; not "a curl expert". */
const FETCHING = /\b(?:curl|wget)(?:\.exe)?[ \t]+(?:-|["']?(?:https?:|\w[\w-]*\.\w))/i
/** Where a line, or a part of one, begins. */
const START = String.raw`(?:^|[\n;&|$>(\x60])[ \t]*`
/** `sudo …`, `npx …`, `./setup.sh`; not "sudo" alone in a sentence. */
const LEADING = new RegExp(
  START + String.raw`(?:(?:sudo|npx|chmod|xattr)[ \t]+\S|\.{1,2}[\\/]\w)`,
  'i',
)
/** `npm install`, `python3 main.py`; not "Python developer". */
const PROGRAM = new RegExp(
  START +
    String.raw`(?:bash|sh|zsh|cmd|node|npm|yarn|pnpm|bun|deno|pip3?|python3?|docker|git|java|brew|go|cargo|base64)(?:\.exe)?[ \t]+` +
    String.raw`(?:[-./~"'%$]|(?:install|i|ci|run|exec|clone|build|up|add|create|compose|start|dev|test|get)\b|[\w./\\-]{1,80}\.(?:[cm]?[jt]s|py|sh|jar|bat|cmd|ps1)\b)`,
  'i',
)
/** `\\host\share`, `search-ms:…`: what is opened from the Run dialog as well. */
const PLACE = /\\\\[\w.-]+(?:@\w+)?\\\S|\b(?:search-ms|ms-\w+):\S/i
/** Code packed into letters. */
const PACKED = /[A-Za-z0-9+/]{120}/

const FORMS = [NAMED, FETCHING, LEADING, PROGRAM, PLACE, PACKED]

/** Whether a text holds something that runs when it is pasted where commands go. */
export function looksLikeCommand(text: string): boolean {
  const start = text.slice(0, MAX_LENGTH)
  return FORMS.some((form) => form.test(start))
}
