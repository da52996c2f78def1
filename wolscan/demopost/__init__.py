"""The letter box of the demo: mails land in files and can be read on a page, so that nobody needs a mail server to try
an invitation or a code by mail. Outside the demo it does not exist.
"""
