#!/bin/sh
# What to know before the demo site is up: where, who, what first. Takes the port.
cat <<TEXT

  研习 Yanxi    http://localhost:$1

  Sign in at http://localhost:$1/accounts/login/ with the password study-demo-2026 as
    participant@example.org   registers, shows a pass, writes an essay
    organiser@example.org     checks people in at the door
    liaison@example.org       sees what the people of a unit do and owe
    reviewer@example.org      reads the essays
    editor@example.org        writes the pages        (/admin/)
    coordinator@example.org   runs a cohort
    auditor@example.org       sees, and changes nothing
    admin@example.org         may do everything       (/admin/)
    stranger@example.org      signed up, in no unit

  Try first
    1. As participant, open http://localhost:$1/calendar/, choose a course that is open, register.
    2. See it with its pass on http://localhost:$1/me/ and add the calendar from /me/calendar/.
    3. In a private window as organiser, open http://localhost:$1/desk/ and mark the participant present.

  Mails are not sent but kept as files in var/mails/. Ctrl-C ends it.

TEXT
