/** Minimisation of functions without usable derivatives. */
package io.almanac.forecasting.optimize;
