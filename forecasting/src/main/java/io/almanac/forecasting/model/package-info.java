/** What all forecasting models have in common: numbers in, numbers out, no dates. */
package io.almanac.forecasting.model;
