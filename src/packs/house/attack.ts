/** Tactics of MITRE ATT&CK for Enterprise, as Sigma tags write them. */
const TACTICS: ReadonlySet<string> = new Set([
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'defense-evasion',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
])

/** Techniques that a message to a candidate can show (version 17). Add one here before a rule uses it. */
const TECHNIQUES: ReadonlyMap<string, string> = new Map([
  ['t1027', 'Obfuscated Files or Information'],
  ['t1027.006', 'HTML Smuggling'],
  ['t1027.013', 'Encrypted/Encoded File'],
  ['t1036', 'Masquerading'],
  ['t1036.002', 'Right-to-Left Override'],
  ['t1036.005', 'Match Legitimate Resource Name or Location'],
  ['t1036.007', 'Double File Extension'],
  ['t1036.008', 'Masquerade File Type'],
  ['t1056.003', 'Web Portal Capture'],
  ['t1059', 'Command and Scripting Interpreter'],
  ['t1059.001', 'PowerShell'],
  ['t1059.004', 'Unix Shell'],
  ['t1059.006', 'Python'],
  ['t1059.007', 'JavaScript'],
  ['t1078', 'Valid Accounts'],
  ['t1105', 'Ingress Tool Transfer'],
  ['t1111', 'Multi-Factor Authentication Interception'],
  ['t1114.003', 'Email Forwarding Rule'],
  ['t1189', 'Drive-by Compromise'],
  ['t1195.001', 'Compromise Software Dependencies and Development Tools'],
  ['t1204', 'User Execution'],
  ['t1204.001', 'Malicious Link'],
  ['t1204.002', 'Malicious File'],
  ['t1204.004', 'Malicious Copy and Paste'],
  ['t1204.005', 'Malicious Library'],
  ['t1218', 'System Binary Proxy Execution'],
  ['t1218.011', 'Rundll32'],
  ['t1219', 'Remote Access Tools'],
  ['t1528', 'Steal Application Access Token'],
  ['t1534', 'Internal Spearphishing'],
  ['t1553.005', 'Mark-of-the-Web Bypass'],
  ['t1555', 'Credentials from Password Stores'],
  ['t1562.001', 'Disable or Modify Tools'],
  ['t1564', 'Hide Artifacts'],
  ['t1566', 'Phishing'],
  ['t1566.001', 'Spearphishing Attachment'],
  ['t1566.002', 'Spearphishing Link'],
  ['t1566.003', 'Spearphishing via Service'],
  ['t1566.004', 'Spearphishing Voice'],
  ['t1583.001', 'Domains'],
  ['t1585', 'Establish Accounts'],
  ['t1585.001', 'Social Media Accounts'],
  ['t1585.002', 'Email Accounts'],
  ['t1586', 'Compromise Accounts'],
  ['t1589', 'Gather Victim Identity Information'],
  ['t1591', 'Gather Victim Org Information'],
  ['t1598', 'Phishing for Information'],
  ['t1598.001', 'Spearphishing Service'],
  ['t1598.002', 'Spearphishing Attachment'],
  ['t1598.003', 'Spearphishing Link'],
  ['t1608.001', 'Upload Malware'],
  ['t1656', 'Impersonation'],
  ['t1657', 'Financial Theft'],
])

/** Whether a tag in the name space `attack` names a tactic or a technique that we know. */
export function isAttackTag(tag: string): boolean {
  const name = tag.replace(/^attack\./, '')
  return TACTICS.has(name) || TECHNIQUES.has(name)
}

/** ATT&CK's name of the technique that a tag names; undefined for any other tag. */
export function nameTechnique(tag: string): string | undefined {
  return TECHNIQUES.get(tag.replace(/^attack\./, ''))
}
