// Pickles stand alone, in PyTorch archives and behind the header of NumPy arrays of objects.
#pragma once

#include "inspect/formats/facts.h"

namespace modelaudit::inspect {

/// Looks at the pickle that the stream stands at, as far as the stream's window reaches, and
/// consumes nothing: for formats whose caller hashes the same bytes.
void read_pickle_ahead(ByteStream& in, Facts& facts);

}  // namespace modelaudit::inspect
