/** A recruiter's lure with a disguised program. */
export const LURE_MAIL = `From: Airbus Talent Acquisition <airbus.recruitment.team@gmail.com>
To: Sam Rivera <sam@webmail.example>
Subject: Your application at Airbus
Date: Tue, 24 Nov 2026 08:00:00 +0000
Message-ID: <lure@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=part

--part
Content-Type: text/plain; charset=utf-8

Dear Sam Rivera,

I am a recruiter at Airbus. Please open the attached job description on your
computer and reply with the completed form by tomorrow.

Irena Valdis
Talent Acquisition, Airbus

--part
Content-Type: application/x-msdownload; name="Airbus_Job_Description.pdf.exe"
Content-Disposition: attachment; filename="Airbus_Job_Description.pdf.exe"
Content-Transfer-Encoding: base64

TVqQAAMAAAAEAAAA
--part--
`

/** What a real recruiter writes. */
export const HONEST_MAIL = `From: Ruben Aldecoa <ruben.aldecoa@larkspur-robotics.example>
To: Sam Rivera <sam@webmail.example>
Subject: Your interview on Friday
Date: Mon, 23 Nov 2026 08:00:00 +0000
Message-ID: <honest@mail.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Hi Sam,</p><p>thank you again for the call this morning. On Friday you meet Anneke and Luis.
The address is on <a href="https://larkspur-robotics.example/visit">our page</a>.</p>
<p>Ruben Aldecoa<br>Engineering Manager, Larkspur Robotics</p>
`
