// Checks that look for texts, lines and addresses in a package.
#pragma once

#include "assess/verdict/checks.h"

namespace modelaudit::assess {

CheckResult check_license_text(const CheckContext& context);
CheckResult check_license_text_or_link(const CheckContext& context);
CheckResult check_string_in_file(const CheckContext& context);
CheckResult check_display_line(const CheckContext& context);
CheckResult check_notices_retained(const CheckContext& context);
CheckResult check_modification_declared(const CheckContext& context);
CheckResult check_policy(const CheckContext& context);
CheckResult check_flow_down(const CheckContext& context);
CheckResult check_attribution(const CheckContext& context);

}  // namespace modelaudit::assess
