/** What moves a series from outside: volumes with an elasticity, and prices with their dates. */
package io.almanac.forecasting.driver;
