mafp/1
license: QPL-1.0-INRIA-2004-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 55
sha256: f9b3c865876a054c8b6cddf0a06b7386bc018a06833996cab91a085268bf7e85
tokens:
jMruBLTpLyFiSVfJpoyL4LWyA3oqgUm4yalkzD5i0+Lf0dH6K9Q3SV1vGpxLOjrlcO4QnGZV59opeQg4RkrYKm87PWrshhNcN6stf9gehqGTSmn8qOwaD0oP
BTcqgUm4tVDrVb/fHcLqXhJIz2HHUHcW5cwqgUm4N6stf287PWqNjpAbpfb1kjSJZmo/RoHOtbIDeiqBSbhm5sNgPmLT4pZjIR0iODs8dxblzCqBSbilCMIv
uNS3x9mkAReRsPAA6y5+BfAC1493FuXMKoFJuMmpZMw+YtPi39HR+g==
punctuation:
CfMF8xrz
spans:
choice 30 31 0
alternatives:
dh5Q8w==
sections:
end
