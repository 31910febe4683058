mafp/1
license: LicenseRef-OpenAI-gpt-oss-Usage-Policy
version: 2025-08-05
role: notice
language: en
made-from: text
words: 35
sha256: ca1c663a30ca81e1b1899b07523f4ca43e5525fb453f1de6889524eda9366d73
tokens:
FWYcr/5JnLELPsFOZlVYz3V69AS1sgN6kGzevsRETdH0dnCl69LL9W87PWq2q9uzAzTk2BU4esWLmhboSxThE0k62X8eT935K9Q3STKg8DvDZo14PT/vYZgl
UBfYt1AKwAVQuG87PWpRW4cgK9Q3SZwAWxG1sgN6LI5Q00oPBTegq4VF6SUJottqCgY=
punctuation:
CfMB8wLzCSkG8w==
spans:
alternatives:
sections:
end
