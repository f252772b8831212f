"""The published files of the NHS Organisation Data Service: read, compared with what is here, applied."""
