/** One open mail with Outlook's markup: a lure with a disguised program, and a draft of an answer. */
export function makeOutlookPage(): string {
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>E-Mail – Sam Rivera – Outlook</title></head><body>
<div id="primaryMailboxRoot_1" data-folder-name="sam@viewer.example" title="sam@viewer.example"></div>
<div id="MailList"><div role="listbox" aria-label="Nachrichtenliste"><div role="option" aria-selected="true" data-convid="AAQkCONV1="
 aria-label="Airbus Talent Acquisition">Airbus Talent Acquisition</div></div></div>
<div role="main" data-app-section="MailReadCompose" aria-label="Lesebereich"><div id="ReadingPaneContainerId">
<div role="heading" id="CONV_AAQkCONV1_SUBJECT" title="Your application at Airbus"><span>Your application at Airbus</span></div>
<div class="wide-content-host"><div id="MSG_AAkMSG1_FROM"><span
 aria-label="Von: Airbus Talent Acquisition&lt;airbus.recruitment.team@gmail.com&gt;">Airbus Talent Acquisition</span></div>
<div role="document" aria-label="Nachrichtentext"><div id="UniqueMessageBody_1"><p>Dear Sam Rivera,</p><p>I am a recruiter at Airbus.
Please open the attached job description on your computer and reply with the completed form by tomorrow.</p></div></div>
<div role="listbox" aria-label="Anlagen"><div role="option" aria-label="Airbus_Job_Description.pdf.exe Öffnen 205 KB"><div
 title="Airbus_Job_Description.pdf.exe">Airbus_Job_Description.pdf.exe</div><div title="205 KB">205 KB</div></div></div></div>
<div class="wide-content-host"><div id="MSG_AAkMSG2_FROM"><span>Sam</span></div><div contenteditable="true"></div></div>
</div></div></body></html>`
}
