-- Numbers are followed in forms.measurement, with whom they belong to; everything else is read from the answer itself.
drop table forms.answer_value;
