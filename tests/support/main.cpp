#define BOOST_TEST_MODULE modelaudit
#include <boost/test/unit_test.hpp>
