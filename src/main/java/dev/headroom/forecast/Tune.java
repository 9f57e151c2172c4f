package dev.headroom.forecast;
final class Tune { static double d(String k, double v){ String s=System.getProperty(k); return s==null?v:Double.parseDouble(s);} }
